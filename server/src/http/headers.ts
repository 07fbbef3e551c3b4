import type { RequestHandler } from 'express'
import helmet from 'helmet'

/** secure: the house is reached over https. elsewhere: the only other origins its pages may speak to. */
export function headers(given: { secure: boolean; elsewhere: readonly string[] }): readonly RequestHandler[] {
  const { secure, elsewhere } = given
  return [
    helmet({
      contentSecurityPolicy: {
        useDefaults: false,
        directives: {
          'default-src': ["'none'"],
          'script-src': ["'self'"],
          'style-src': ["'self'"],
          // The carets of the others carry their colour in an attribute.
          'style-src-attr': ["'unsafe-inline'"],
          'img-src': ["'self'", 'data:', 'blob:'],
          'media-src': ["'self'", 'blob:'],
          'font-src': ["'self'"],
          'connect-src': [
            "'self'",
            // Safari before 15.4 does not count the sockets of the own host as 'self'.
            (request: { headers: { host?: string | undefined } }) => socketsOf(request.headers.host, secure),
            ...elsewhere,
          ],
          'worker-src': ["'self'"],
          'manifest-src': ["'self'"],
          'form-action': ["'self'"],
          'base-uri': ["'none'"],
          'object-src': ["'none'"],
          'frame-ancestors': ["'none'"],
          ...(secure && { 'upgrade-insecure-requests': [] }),
        },
      },
      strictTransportSecurity: secure ? { maxAge: 63_072_000, includeSubDomains: false } : false,
      referrerPolicy: { policy: 'no-referrer' },
      crossOriginOpenerPolicy: { policy: 'same-origin' },
      crossOriginResourcePolicy: { policy: 'same-origin' },
      xFrameOptions: { action: 'deny' },
      xPoweredBy: true,
    }),
    (_request, response, next) => {
      response.set(
        'permissions-policy',
        'camera=(self), microphone=(self), display-capture=(self), geolocation=(), payment=(), usb=(), browsing-topics=()',
      )
      next()
    },
  ]
}

function socketsOf(host: string | undefined, secure: boolean): string {
  if (host === undefined || !/^[\w.:[\]-]+$/.test(host)) return "'self'"
  return `${secure ? 'wss' : 'ws'}://${host}`
}
