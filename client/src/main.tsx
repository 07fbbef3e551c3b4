import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import '@fontsource-variable/atkinson-hyperlegible-next/wght.css'
import './ui/tokens.css'
import './ui/base.css'
import { App } from './app.tsx'
import { leaveOnThreeShifts, staysAway } from './ui/leave.ts'

const root = document.getElementById('root')
if (!root) throw new Error('index.html has no #root')

leaveOnThreeShifts()
if (!staysAway()) {
  createRoot(root).render(
    <StrictMode>
      <App />
    </StrictMode>,
  )
}

// The help page works without a line from then on. In development it would keep what was changed since.
if (import.meta.env.PROD && 'serviceWorker' in navigator) {
  window.addEventListener('load', () => {
    navigator.serviceWorker.register('/sw.js').catch(() => undefined)
  })
}
