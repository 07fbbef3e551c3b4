import { expect, test } from 'vitest'
import { quietlyIn } from './opus.ts'

const sdp =
  'm=audio 9 UDP 111 63\r\na=rtpmap:111 opus/48000/2\r\na=fmtp:111 minptime=10;useinbandfec=1\r\na=fmtp:63 111/111\r\n'

test('silence costs next to nothing, and no other line is touched', () => {
  expect(quietlyIn(sdp)).toBe(sdp.replace('useinbandfec=1', 'useinbandfec=1;usedtx=1'))
  expect(quietlyIn(quietlyIn(sdp))).toBe(quietlyIn(sdp))
  expect(quietlyIn('m=video 9 UDP 96\r\na=rtpmap:96 VP8/90000\r\n')).toBe(
    'm=video 9 UDP 96\r\na=rtpmap:96 VP8/90000\r\n',
  )
})
