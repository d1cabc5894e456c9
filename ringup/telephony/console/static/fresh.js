// Parts of a page with data-fresh="SECONDS" are replaced as they change, while the page is seen.

const changed = new EventTarget();

/** Calls `listener` after each look at the server; its event's `detail` says what was replaced. */
export function onFresh(listener) {
  changed.addEventListener("fresh", (event) => listener(event.detail));
}

function parts() {
  return [...document.querySelectorAll("[data-fresh]")];
}

function replace(part, fresh) {
  const same = !fresh || fresh.innerHTML === part.dataset.seen;
  if (!fresh || same) return false;
  part.dataset.seen = fresh.innerHTML;
  part.replaceChildren(...fresh.childNodes);
  if (!fresh.hasAttribute("data-fresh")) part.removeAttribute("data-fresh");
  return true;
}

async function look() {
  const response = await fetch(location.href, { headers: { Accept: "text/html" } });
  if (response.redirected) return location.reload(); // the session is over
  if (!response.ok) return;
  const page = new DOMParser().parseFromString(await response.text(), "text/html");
  const replaced = parts().filter((part) => replace(part, page.getElementById(part.id)));
  changed.dispatchEvent(new CustomEvent("fresh", { detail: replaced.map((part) => part.id) }));
}

async function keepLooking() {
  const every = Math.min(...parts().map((part) => Number(part.dataset.fresh)));
  if (!Number.isFinite(every)) return;
  await new Promise((resolve) => setTimeout(resolve, every * 1000));
  try {
    if (!document.hidden) await look();
  } catch (error) {
    console.warn("the server could not be reached; trying again", error);
  }
  await keepLooking();
}

for (const part of parts()) part.dataset.seen = part.innerHTML;
keepLooking();
