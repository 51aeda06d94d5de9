// Fills the form with a person of this tenant, and sends the forms that go on by themselves.
document.querySelectorAll('button[data-fill]').forEach(button =>
  button.addEventListener('click', () => {
    document.getElementById('username').value = button.dataset.fill;
    document.getElementById('password').value = button.dataset.password;
    document.getElementById('sign-in').focus();
  }));
const goOn = document.getElementById('go-on');
if (goOn instanceof HTMLFormElement) {
  goOn.submit();
} else if (goOn) {
  // The applications' frames get a moment to forget their sessions.
  const frames = [...document.querySelectorAll('iframe')];
  const loaded = frames.map(frame => new Promise(done => frame.addEventListener('load', done)));
  const atMost = new Promise(done => setTimeout(done, 3000));
  Promise.race([Promise.all(loaded), atMost]).then(() => location.replace(goOn.href));
}
