// Niceties. Every page works without this file.

const language = document.documentElement.lang;

/** Times come in UTC; readers have a clock of their own, and a way to write dates: British English is not American. */
const region = navigator.languages.find((wanted) => wanted.split("-")[0] === language) ?? language;
for (const time of document.querySelectorAll("time")) {
  const moment = new Date(time.dateTime);
  if (!Number.isNaN(moment.getTime())) {
    time.title = time.textContent.trim();
    time.textContent = new Intl.DateTimeFormat(region, { dateStyle: "medium", timeStyle: "short" }).format(moment);
  }
}

/** 74:22, or 27:03:39 with hours: continuous access evaluation makes tokens live for more than a day. */
function clock(seconds) {
  const hours = seconds < 7200 ? 0 : Math.floor(seconds / 3600);
  const rest = [Math.floor((seconds - hours * 3600) / 60), seconds % 60];
  return (hours > 0 ? [hours, ...rest] : rest)
    .map((part, at) => (at === 0 ? String(part) : String(part).padStart(2, "0")))
    .join(":");
}

/** The time a token has left, by the second. */
const countdowns = document.querySelectorAll("[data-countdown]");
function count() {
  for (const countdown of countdowns) {
    const left = Math.max(0, Math.round(Number(countdown.dataset.countdown) - Date.now() / 1000));
    countdown.textContent = left > 0 ? clock(left) : countdown.dataset.expired;
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

/** Searching keeps what is typed into the order below; without this the page is loaded anew. */
const search = document.querySelector("#search-form");
if (search) {
  const findings = document.querySelector("#findings");
  search.addEventListener("submit", async (event) => {
    event.preventDefault();
    const address = search.action + "?" + new URLSearchParams(new FormData(search));
    findings.textContent = findings.dataset.searching;
    try {
      const answer = await fetch(address, { headers: { "X-Requested-With": "fetch" } });
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const found = page.querySelector("#findings");
      if (!answer.ok || !found) throw new Error("not a page with findings");
      findings.replaceChildren(...found.childNodes);
    } catch {
      // A sign-in, a challenge or a problem: these are pages of their own.
      location.assign(address);
    }
  });
  findings.addEventListener("click", (event) => {
    const product = event.target.closest("a[data-item]");
    if (product) {
      event.preventDefault();
      document.querySelector("#item").value = product.dataset.item;
      document.querySelector("#unitPrice").value = product.dataset.unitPrice;
      document.querySelector("#quantity").focus();
    }
  });
}

/** Problem details, ready for a support request. */
for (const button of document.querySelectorAll("button[data-copy]")) {
  // Browsers lend the clipboard to secure pages only; the text can be marked and copied on all.
  button.hidden = !navigator.clipboard;
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(document.getElementById(button.dataset.copy).textContent.trim());
    button.textContent = button.dataset.copied;
  });
}
