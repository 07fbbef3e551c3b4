import { readFile, stat } from 'node:fs/promises'
import { join, normalize } from 'node:path'
import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'
import type { RequestHandler } from 'express'

const types: Readonly<Record<string, string>> = {
  js: 'text/javascript; charset=utf-8',
  css: 'text/css; charset=utf-8',
  svg: 'image/svg+xml',
}
const ways = {
  br: (bytes: Buffer) => promisify(brotliCompress)(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } }),
  gzip: (bytes: Buffer) => promisify(gzip)(bytes, { level: 9 }),
} as const

/**
 * Built files, packed once and kept: on an old phone with a weak line the join page is there in a third of the time.
 * Their names carry their content, so what is kept is never out of date.
 */
export function servePacked(folder: string): RequestHandler {
  const packed = new Map<string, Promise<Buffer | null>>()
  return async (request, response, next) => {
    const accepted = String(request.headers['accept-encoding'] ?? '')
    const way = /\bbr\b/.test(accepted) ? 'br' : /\bgzip\b/.test(accepted) ? 'gzip' : null
    const type = types[request.path.split('.').at(-1) ?? '']
    const path = normalize(request.path)
    if (!way || !type || (request.method !== 'GET' && request.method !== 'HEAD') || path.includes('..')) return next()
    const key = `${way} ${path}`
    const pack = packed.get(key) ?? packFile(join(folder, path), way)
    packed.set(key, pack)
    const bytes = await pack
    if (!bytes) {
      packed.delete(key)
      return next()
    }
    response.set({
      'content-type': type,
      'content-encoding': way,
      'content-length': String(bytes.length),
      'cache-control': 'public, max-age=31536000, immutable',
      vary: 'accept-encoding',
    })
    response.end(request.method === 'HEAD' ? undefined : bytes)
  }
}

async function packFile(path: string, way: keyof typeof ways): Promise<Buffer | null> {
  try {
    const { size } = await stat(path)
    return size < 1000 ? null : await ways[way](await readFile(path))
  } catch {
    return null
  }
}
