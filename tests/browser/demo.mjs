// A running `farewell demo` with its files in a folder of its own.

import { execFileSync, spawn } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

/** The built program; `cargo xtask test` says which. */
const PROGRAM = process.env.TEST_FAREWELL ?? fileURLToPath(new URL('../../target/debug/farewell', import.meta.url));
/** Far more than any start takes, debug builds on a busy machine included. */
const PATIENCE = 60_000;

const folder = () => mkdtempSync(join(tmpdir(), 'farewell-demo-'));

let filled;

/** A folder that a first start has filled: later starts of this process copy it. */
function filledOnce() {
  filled ??= (async () => {
    const path = folder();
    process.on('exit', () => rmSync(path, { recursive: true, force: true }));
    await (await run(path)).stop();
    return path;
  })();
  return filled;
}

/**
 * Starts a demo on a free port. `changes` rewrites files before the start, such as
 * `{ 'farewell.yaml': (text) => text.replace('10m', '1s') }`; `sql` changes the sample shop.
 */
export async function startDemo(changes = {}, sql = '') {
  const path = folder();
  cpSync(await filledOnce(), path, { recursive: true });
  for (const [name, change] of Object.entries(changes)) {
    const file = join(path, name);
    const before = readFileSync(file, 'utf8');
    const after = change(before);
    if (after === before) {
      throw new Error(`The change of ${name} changes nothing: it is written differently by now.`);
    }
    writeFileSync(file, after);
  }
  if (sql) {
    execFileSync('sqlite3', [join(path, 'kramik.db'), sql]);
  }
  const demo = await run(path);
  return {
    address: demo.address,
    mails: () => mails(demo.address),
    operate: (...words) => operate(path, words),
    stop: async () => {
      await demo.stop();
      rmSync(path, { recursive: true, force: true });
    },
  };
}

async function run(path) {
  if (!existsSync(PROGRAM)) {
    throw new Error(`${PROGRAM} is not built; cargo xtask test builds it.`);
  }
  const child = spawn(PROGRAM, ['demo', '--listen', '127.0.0.1:0', '--data', path], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const kill = () => child.kill('SIGKILL');
  process.on('exit', kill);
  const ended = new Promise((resolve) => child.on('close', resolve));
  let told = '';
  child.stderr.on('data', (text) => (told += text));
  const stop = async () => {
    child.kill('SIGTERM');
    const status = await ended;
    process.off('exit', kill);
    if (status !== 0) {
      throw new Error(`The demo ended with ${status}:\n${told}`);
    }
  };
  const late = new Promise((_, reject) => {
    const no = () => reject(new Error(`The demo printed no address:\n${told}`));
    setTimeout(no, PATIENCE).unref();
    ended.then(no);
  });
  return { address: await Promise.race([banner(child), late]), stop };
}

/** The address that it prints, once everything that it prints is there. */
async function banner(child) {
  let address;
  for await (const line of createInterface({ input: child.stdout })) {
    address ??= line.match(/^Address: (\S+)/)?.[1].replace(/\/$/, '');
    if (address && line.startsWith('Ctrl-C')) {
      break;
    }
  }
  child.stdout.resume();
  return address ?? new Promise(() => {});
}

/** What a command for the operator reports. */
function operate(path, words) {
  const told = execFileSync(PROGRAM, [...words, '--config', join(path, 'farewell.yaml'), '--json']);
  return JSON.parse(told);
}

/** Every mail so far, the newest first. */
async function mails(address) {
  const answer = await fetch(`${address}/outbox`, { headers: { accept: 'application/json' } });
  return answer.json();
}
