// Sends the answer of an authorization request on to its app; without script a person presses the button.

const form = document.getElementById('form-post')
if (form instanceof HTMLFormElement) form.submit()
