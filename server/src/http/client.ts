import { existsSync } from 'node:fs'
import { join } from 'node:path'
import express from 'express'
import type { Express } from 'express'
import { servePacked } from './packed.ts'

/** The built client: pages, and behind each address of a screen the same page. */
export function serveClient(app: Express, folder: string): void {
  const page = join(folder, 'index.html')
  app.use('/assets', servePacked(join(folder, 'assets')))
  app.use(
    express.static(folder, {
      index: false,
      redirect: false,
      setHeaders: (response, path) => {
        // Built files carry their content in their name: they never change. Everything else is asked for again.
        const named = path.startsWith(join(folder, 'assets'))
        response.setHeader('cache-control', named ? 'public, max-age=31536000, immutable' : 'no-cache')
      },
    }),
  )
  app.get('/{*screen}', (request, response) => {
    response.set('cache-control', 'no-cache')
    // Only files have a dot in their name; a missing one is not answered with a page.
    if (/\.\w+$/.test(request.path)) response.status(404).type('text').send('There is no such file here.\n')
    else if (existsSync(page)) response.sendFile(page, { cacheControl: false })
    else response.status(503).type('text').send('The pages are not built yet. Run: npm run build\n')
  })
}
