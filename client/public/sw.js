// Keeps the help page on this device, and nothing else. A page that somebody reads or writes on is never loaded anew.
const kept = 'help-1'
const files = ['/help.html', '/help.css', '/icon.svg']

self.addEventListener('install', event => {
  event.waitUntil(caches.open(kept).then(cache => cache.addAll(files)))
  self.skipWaiting()
})

self.addEventListener('activate', event => {
  event.waitUntil(
    caches.keys().then(names => Promise.all(names.filter(name => name !== kept).map(name => caches.delete(name)))),
  )
})

self.addEventListener('fetch', event => {
  const { pathname, origin } = new URL(event.request.url)
  if (origin !== self.location.origin || !files.includes(pathname)) return
  // What is kept comes at once, on any line; what is newer is fetched for the next time.
  event.respondWith(
    caches.open(kept).then(async cache => {
      const here = await cache.match(pathname)
      const newer = fetch(event.request).then(answer => {
        if (answer.ok) void cache.put(pathname, answer.clone())
        return answer
      })
      if (!here) return newer
      event.waitUntil(newer.catch(() => undefined))
      return here
    }),
  )
})
