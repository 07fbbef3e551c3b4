import type { MeetingId } from '@polyphony/shared/domain/ids'
import type { Context, Who } from './context.ts'
import { recordDocument } from './record-document.ts'
import { toHtml } from './record-html.ts'
import { toMarkdown } from './record-markdown.ts'
import { takeRecord } from './records.ts'

export interface RecordFile {
  /** MIME type. */
  readonly type: string
  /** Says nothing about anybody: it lies in a downloads folder that others may see. */
  readonly name: string
  readonly content: string
}

/** The record to keep (F17). Downloading leaves its own trace. */
export async function recordFile(
  context: Context,
  who: Who,
  asked: { readonly meeting: MeetingId; readonly kind: 'html' | 'md' },
): Promise<RecordFile> {
  const page = await takeRecord(context, who, asked.meeting)
  const document = recordDocument(page)
  const name = `meeting-${document.date}.${asked.kind}`
  return asked.kind === 'html'
    ? { type: 'text/html; charset=utf-8', name, content: toHtml(document) }
    : { type: 'text/markdown; charset=utf-8', name, content: toMarkdown(document) }
}
