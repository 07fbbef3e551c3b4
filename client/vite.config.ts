import react from '@vitejs/plugin-react'
import type { ProxyOptions } from 'vite'
import { defineConfig } from 'vite'

/** Where `pnpm dev` lets the server listen. It also tells the server that pages come from Vite's port. */
const toServer = (ws: boolean): ProxyOptions => ({ target: 'http://localhost:8080', ws })

export default defineConfig({
  plugins: [react()],
  // Two copies of yjs or of ProseMirror in one page lose words.
  resolve: { dedupe: ['yjs', 'lib0', 'react', 'react-dom', '@tiptap/core', '@tiptap/pm'] },
  css: { modules: { localsConvention: 'camelCaseOnly' } },
  build: {
    target: 'es2022',
    // Old phones: light-dark() and newer colours are written out for them.
    cssTarget: ['chrome103', 'firefox104', 'safari15.4'],
    // The budget test walks the manifest from each screen.
    manifest: true,
    cssCodeSplit: true,
    sourcemap: false,
    assetsInlineLimit: 0,
  },
  server: {
    port: 5173,
    proxy: { '/api': toServer(false), '/live': toServer(true), '/sync': toServer(true) },
  },
})
