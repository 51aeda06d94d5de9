// Niceties. Every page works without this file.

const language = document.documentElement.lang;

/** Times come in UTC; readers have a clock of their own. */
for (const time of document.querySelectorAll("time")) {
  const moment = new Date(time.dateTime);
  if (!Number.isNaN(moment.getTime())) {
    time.title = time.textContent.trim();
    time.textContent = new Intl.DateTimeFormat(language, { dateStyle: "medium", timeStyle: "short" }).format(moment);
  }
}

/** The time a token has left, by the second. */
const countdowns = document.querySelectorAll("[data-countdown]");
function count() {
  for (const countdown of countdowns) {
    const left = Math.max(0, Math.round(Number(countdown.dataset.countdown) - Date.now() / 1000));
    const minutes = Math.floor(left / 60);
    const seconds = String(left % 60).padStart(2, "0");
    countdown.textContent = left > 0 ? `${minutes}:${seconds}` : countdown.dataset.expired;
    countdown.classList.toggle("over", left === 0);
  }
}
if (countdowns.length > 0) {
  count();
  setInterval(count, 1000);
}

/** A second click changes nothing: the key in the form sees to that. This only shows that the first one was heard. */
for (const form of document.querySelectorAll("form[data-once]")) {
  form.addEventListener("submit", () => {
    for (const button of form.querySelectorAll("button")) {
      setTimeout(() => { button.disabled = true; });
    }
  });
}
addEventListener("pageshow", (event) => {
  if (event.persisted) {
    document.querySelectorAll("form[data-once] button").forEach((button) => { button.disabled = false; });
  }
});

/** The menu closes like a menu. */
const menu = document.querySelector("#user-menu");
if (menu) {
  document.addEventListener("click", (event) => { if (!menu.contains(event.target)) menu.open = false; });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && menu.open) {
      menu.open = false;
      menu.querySelector("summary").focus();
    }
  });
}

/** Problem details, ready for a support request. */
for (const button of document.querySelectorAll("button[data-copy]")) {
  button.hidden = false;
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(document.getElementById(button.dataset.copy).textContent.trim());
    button.textContent = button.dataset.copied;
  });
}
