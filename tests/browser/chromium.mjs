// Debian's Chromium, driven by Playwright: with its sandbox, as an unprivileged user, and silent on the network.

import { chownSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';

const PROGRAM = process.env.TEST_CHROMIUM ?? '/usr/bin/chromium';
const FLAGS = [
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-gpu',
  '--disable-quic',
  '--disable-sync',
  '--no-first-run',
];
/** `nobody` and `nogroup`, on Debian and nearly everywhere else. */
const NOBODY = 65534;

const here = (name) => fileURLToPath(new URL(name, import.meta.url));

/** Starts a browser with a profile of its own, which goes when this process ends. */
export async function openBrowser() {
  if (!existsSync(PROGRAM)) {
    throw new Error(`There is no Chromium at ${PROGRAM}; cargo xtask test installs Debian's package.`);
  }
  const profile = mkdtempSync(join(tmpdir(), 'farewell-chromium-'));
  const isRoot = process.getuid() === 0;
  if (isRoot) {
    chownSync(profile, NOBODY, NOBODY);
  }
  // Chromium's processes write for a moment after it has closed.
  process.on('exit', () => rmSync(profile, { recursive: true, force: true, maxRetries: 10 }));
  return launch(isRoot ? here('chromium.sh') : PROGRAM, profile);
}

async function launch(executablePath, profile) {
  const options = {
    executablePath,
    args: FLAGS,
    env: { ...process.env, CHROMIUM: PROGRAM, PROFILE: profile, FONTCONFIG_FILE: here('fonts.conf') },
    // A reader's browser keeps the pages behind the back button: what they show after goodbye is to be seen.
    ignoreDefaultArgs: ['--disable-back-forward-cache'],
  };
  try {
    return await chromium.launch({ ...options, chromiumSandbox: true });
  } catch (error) {
    console.error(`Chromium's sandbox does not work here, so it runs without: ${error.message.split('\n')[0]}`);
    return chromium.launch({ ...options, chromiumSandbox: false });
  }
}
