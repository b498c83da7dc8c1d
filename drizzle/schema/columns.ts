// Column types that several tables share.
import { customType, text, timestamp } from 'drizzle-orm/pg-core';

/** Raw bytes. Read back as a Uint8Array that owns its memory: pooled Buffers must not leak into Yjs. */
export const bytea = customType<{ data: Uint8Array; driverData: Buffer | Uint8Array }>({
	dataType: () => 'bytea',
	toDriver: (value) => Buffer.from(value.buffer, value.byteOffset, value.byteLength),
	fromDriver: (value) => Uint8Array.from(value)
});

/** A moment, always with its zone. */
export const moment = (name: string) => timestamp(name, { withTimezone: true });

/** Two columns for words that exist in both languages. */
export const inEnglish = (name: string) => text(`${name}_en`);
export const inSpanish = (name: string) => text(`${name}_es`);
