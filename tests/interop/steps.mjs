// What every script of this folder needs: steps that are named, limited in time, and printed as "ok <step>".
import { createHash } from 'node:crypto'

const stepTimeoutMs = 120_000

export async function step(name, action) {
  let timer
  const limit = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new Error(`"${name}" took longer than ${stepTimeoutMs} ms`)), stepTimeoutMs)
  })
  try {
    const result = await Promise.race([action(), limit])
    console.log(`ok ${name}`)
    return result
  } catch (error) {
    console.error(`failed ${name}: ${error?.stack ?? error}`)
    process.exit(1)
  } finally {
    clearTimeout(timer)
  }
}

export function report(error) {
  console.error(`failed in a handler: ${error?.stack ?? error}`)
  process.exit(1)
}

export function check(condition, message) {
  if (!condition) throw new Error(message)
}

export const sha256 = (bytes) => createHash('sha256').update(bytes).digest('hex')
