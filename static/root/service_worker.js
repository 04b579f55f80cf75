// Keeps the files whose names carry their hash, and one page for when the house does not answer. No other
// page is ever kept: what one sees of the wardrobe is always what the house says now.
const KEPT = "kept";
const OFFLINE = "/offline";
/** Old builds' files go when there are more than this; one build has about twenty. */
const FILES_MAX = 60;

/** The page that registered it says which style it uses: a new build is a new address, and so a new install. */
const style = new URL(location.href).searchParams.get("style");

addEventListener("install", (event) => {
  event.waitUntil((async () => {
    const kept = await caches.open(KEPT);
    await kept.addAll([OFFLINE, style]);
    await skipWaiting();
  })());
});

addEventListener("activate", (event) => event.waitUntil(forgetOldest()));

addEventListener("fetch", (event) => {
  const { request } = event;
  if (request.method !== "GET") return;
  if (request.mode === "navigate") event.respondWith(ask(request));
  else if (new URL(request.url).pathname.startsWith("/assets/")) event.respondWith(keep(request));
});

addEventListener("push", (event) => {
  const { title, body, link, tag } = event.data.json();
  const shown = { body, tag, icon: "/icon-192.png", data: { link } };
  event.waitUntil(registration.showNotification(title, shown));
});

addEventListener("notificationclick", (event) => {
  event.notification.close();
  event.waitUntil(show(new URL(event.notification.data.link, location.origin)));
});

/** In a window of the app that is open already, where there is one. */
async function show({ href, origin }) {
  const [open] = await clients.matchAll({ type: "window" });
  if (!open || origin !== location.origin) return await clients.openWindow(href);
  await open.focus();
  return await open.navigate(href);
}

async function ask(request) {
  try {
    return await fetch(request);
  } catch {
    return await caches.match(OFFLINE) ?? Response.error();
  }
}

async function keep(request) {
  const known = await caches.match(request);
  if (known) return known;
  const answer = await fetch(request);
  if (answer.ok) {
    const kept = await caches.open(KEPT);
    await kept.put(request, answer.clone());
  }
  return answer;
}

async function forgetOldest() {
  const kept = await caches.open(KEPT);
  const files = (await kept.keys()).filter(({ url }) => new URL(url).pathname !== OFFLINE);
  await Promise.all(files.slice(0, -FILES_MAX).map((file) => kept.delete(file)));
}
