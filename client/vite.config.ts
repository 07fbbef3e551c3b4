import react from '@vitejs/plugin-react'
import { defineConfig, loadEnv } from 'vite'

export default defineConfig(({ mode }) => {
  /** Where `pnpm dev` lets the server listen. It knows this page's address as its own, so the Origin stays as it is. */
  const server = `http://localhost:${loadEnv(mode, '.', 'PORT').PORT ?? '8080'}`
  return {
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
      // A font inside a style sheet would be loaded by those who have it already.
      assetsInlineLimit: 0,
    },
    server: {
      port: 5173,
      proxy: { '/api': server, '/live': { target: server, ws: true }, '/sync': { target: server, ws: true } },
    },
  }
})
