import { existsSync, readFileSync } from 'node:fs'

/** Debian's, when it is there or can be had; else the one Playwright brings. playwright.config.ts looks the same way. */
export async function getBrowser(run) {
  if (existsSync('/usr/bin/chromium')) return
  const system = existsSync('/etc/os-release') ? readFileSync('/etc/os-release', 'utf8') : ''
  const debian = /^ID="?debian"?$/m.test(system)
  if (debian && process.getuid?.() === 0) {
    console.log('Getting Chromium from Debian.')
    const quiet = ['-y', '-qq', '-o=Dpkg::Use-Pty=0']
    await run('apt-get', ['update', ...quiet])
    const code = await run('apt-get', ['install', '--no-install-recommends', ...quiet, 'chromium'])
    if (code === 0 && existsSync('/usr/bin/chromium')) return
  }
  console.log('Getting the Chromium that Playwright brings.')
  const code = await run('playwright', ['install', 'chromium', ...(process.getuid?.() === 0 ? ['--with-deps'] : [])])
  if (code !== 0) throw new Error('No browser could be had. Install Chromium as /usr/bin/chromium and start again.')
}
