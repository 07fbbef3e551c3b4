import { createHmac } from 'node:crypto'
import { expect, test } from 'vitest'
import { attribute, decode, encode, errorOf, lengthOf, method, newTransaction } from './stun.ts'

test('a message is read as it was written, and its signature covers all before it', () => {
  const transaction = Buffer.from('b7e7a701bc34d686fa87dfae', 'hex')
  const attributes = new Map([[attribute.username, Buffer.from('evtj:h6vY')]])
  const key = Buffer.from('VOkJxbRl1RmTxUk/WvJxBt')
  const bytes = encode({ method: method.allocate, transaction, attributes }, key)
  const read = decode(bytes)
  expect(read?.method).toBe(method.allocate)
  expect(read?.transaction.equals(transaction)).toBe(true)
  expect(read?.attributes.get(attribute.username)?.toString()).toBe('evtj:h6vY')
  const signed = createHmac('sha1', key).update(bytes.subarray(0, -24)).digest('hex')
  expect(read?.attributes.get(attribute.integrity)?.toString('hex')).toBe(signed)
  expect(lengthOf(bytes)).toBe(bytes.length)
})

test('the error of RFC 8489 is read, and broken bytes are no message', () => {
  const refused = encode({
    method: method.refusedAllocation,
    transaction: newTransaction(),
    attributes: new Map([[attribute.error, Buffer.from([0, 0, 4, 38, 83])]]),
  })
  const read = decode(refused)
  expect(read && errorOf(read)).toBe(438)
  expect(decode(refused.subarray(0, 22))).toBeNull()
  expect(decode(Buffer.alloc(40))).toBeNull()
  const lies = Buffer.from(refused)
  lies.writeUInt16BE(2000, 22)
  expect(decode(lies)).toBeNull()
  expect(lengthOf(Buffer.alloc(3))).toBeNull()
})
