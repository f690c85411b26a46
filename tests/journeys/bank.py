"""The bank file a test expects, spelled out column by column from the public layout."""


def expected_file(*, value_date: str, claim_id: int, amount_yen: int) -> bytes:
    """One payment to ヤマダ タロウ; `value_date` is MMDD."""
    header = (
        "1"  # データ区分
        "21"  # 種別コード 総合振込
        "0"  # コード区分 JIS
        "0000000000"  # 委託者コード
        + "ｶ)ｻｼﾄ-ｸ".ljust(40)
        + value_date
        + "0001"
        + "ﾐｽﾞﾎ".ljust(15)
        + "001"
        + "ﾄｳｷﾖｳ".ljust(15)
        + "1"  # 預金種目 普通
        + "0000000"
    )
    data = (
        "2"
        + "0001"
        + "ﾐｽﾞﾎ".ljust(15)
        + "001"
        + "ﾄｳｷﾖｳ".ljust(15)
        + "0000"  # 手形交換所番号
        + "1"
        + "1234567"
        + "ﾔﾏﾀﾞ ﾀﾛｳ".ljust(30)
        + f"{amount_yen:010d}"
        + "0"  # 新規コード その他
        + f"{claim_id:010d}"  # 顧客コード1
        + "0000000000"  # 顧客コード2
        + "7"  # 振込指定区分 電信
    )
    trailer = "8" + "000001" + f"{amount_yen:012d}"
    records = [header, data, trailer, "9"]
    return b"".join(record.ljust(120).encode("cp932") + b"\r\n" for record in records)
