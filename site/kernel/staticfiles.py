from whitenoise.storage import CompressedManifestStaticFilesStorage


class ModuleManifestStorage(CompressedManifestStaticFilesStorage):
    """Hashed names for ever-cached files, the imports inside ES modules included."""

    support_js_module_import_aggregation = True
