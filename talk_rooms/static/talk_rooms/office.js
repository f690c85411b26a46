// Tells the office from the room, without leaving it: "the guest does not come", "I report this".

export async function tellOffice(form) {
  const button = form.querySelector("[type=submit]");
  button.disabled = true;
  try {
    const response = await fetch(form.action, {
      method: "POST",
      body: new FormData(form),
      headers: { Accept: "application/json" },
    });
    const { message } = await response.json();
    return { isTold: response.ok, message };
  } catch {
    return { isTold: false };
  } finally {
    button.disabled = false;
  }
}
