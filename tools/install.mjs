// Runs before `npm start` and `npm test`, so it may use nothing but Node itself, and no syntax that an old Node cannot read.
// It installs the packages when node_modules is not what package-lock.json says; else it costs a few milliseconds.
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const lockFile = path.join(root, 'package-lock.json');
const record = path.join(root, 'node_modules', '.longshore-lock');
const sha256 = (text) => createHash('sha256').update(text).digest('hex');

// stdout belongs to the command that follows: `npm start -- --once` ends it with one line of JSON.
const say = (line) => process.stderr.write(`${line}\n`);

function checkNode() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  // Prisma 7 and Vite 8 leave out 21 and the first versions of 20 and 22.
  if ((major === 20 && minor >= 19) || (major === 22 && minor >= 12) || major > 22) return;
  throw new Error(
    `Longshore needs Node.js 20.19 or newer, 22.12 or newer, or 24; this is ${process.version}. Install it from https://nodejs.org and repeat the command.`,
  );
}

const platform = `${process.platform}-${process.arch}`;

/** What an installation belongs to: the lock file, and the platform whose binaries were chosen. */
function wanted() {
  return `${sha256(fs.readFileSync(lockFile))} ${platform}`;
}

function isInstalled() {
  const recorded = read(record);
  if (recorded === wanted()) return true;
  if (recorded !== null && !recorded.endsWith(` ${platform}`)) return false;
  if (!isInstalledByHand()) return false;
  fs.writeFileSync(record, wanted());
  return true;
}

/** After `npm ci` or `npm install` by hand, npm's own list of what it installed tells. */
function isInstalledByHand() {
  const installed = read(path.join(root, 'node_modules', '.package-lock.json'));
  if (installed === null) return false;
  const have = JSON.parse(installed).packages;
  return Object.entries(JSON.parse(fs.readFileSync(lockFile, 'utf8')).packages)
    .filter(([location, { optional }]) => location.includes('node_modules/') && (!optional || have[location]))
    .every(([location, { version, integrity }]) => {
      const found = have[location];
      return found && found.version === version && found.integrity === integrity;
    });
}

function read(file) {
  try {
    return fs.readFileSync(file, 'utf8');
  } catch {
    return null;
  }
}

/** Two installations at once would delete each other's files: the second one waits, and then has nothing left to do. */
async function alone(work) {
  const lock = path.join(os.tmpdir(), `longshore-install-${sha256(root).slice(0, 16)}`);
  let isWaiting = false;
  while (!take(lock)) {
    if (!isWaiting) say('Waiting for another installation of these packages to end.');
    isWaiting = true;
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
  try {
    await work();
  } finally {
    fs.rmSync(lock, { force: true });
  }
}

function take(lock) {
  try {
    fs.writeFileSync(lock, String(process.pid), { flag: 'wx' });
    return true;
  } catch (error) {
    if (error.code !== 'EEXIST') throw error;
    // An empty lock is being written at this moment.
    const holder = Number(read(lock) || process.ppid);
    if (!isAlive(holder)) fs.rmSync(lock, { force: true });
    return false;
  }
}

function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}

async function install() {
  const started = Date.now();
  const seconds = () => Math.round((Date.now() - started) / 1000);
  say('Installing packages (npm ci); the first time this takes a minute or so.');
  const ticker = setInterval(() => say(`Still installing packages, ${seconds()} s.`), 15_000);
  // Build tools are development dependencies, so NODE_ENV=production must not leave them out.
  // No install script is needed, and some would download what is never used.
  const flags = ['ci', '--include=dev', '--include=optional', '--ignore-scripts', '--prefer-offline'];
  const code = await npm([...flags, '--no-audit', '--no-fund', '--loglevel=error']);
  clearInterval(ticker);
  if (code !== 0) {
    throw new Error(
      `Installing failed: npm ended with ${code}, its reason stands above. If the npm registry cannot be reached, set it right, then repeat the command.`,
    );
  }
  fs.writeFileSync(record, wanted());
  say(`Installed packages in ${seconds()} s.`);
}

function npm(flags) {
  // npm tells the scripts it runs where it is; run by hand, this script looks for it on the path.
  const npmCli = process.env.npm_execpath;
  const isKnown = npmCli !== undefined && /npm-cli\.[cm]?js$/.test(npmCli);
  const [command, leading] = isKnown ? [process.execPath, [npmCli]] : ['npm', []];
  const options = { cwd: root, stdio: ['ignore', 2, 2], shell: !isKnown && process.platform === 'win32' };
  const child = spawn(command, [...leading, ...flags], options);
  return new Promise((resolve) => {
    child.once('error', (error) => resolve(error.message));
    child.once('close', (code, signal) => resolve(code === null ? signal : code));
  });
}

try {
  checkNode();
  if (!isInstalled()) {
    await alone(async () => {
      if (!isInstalled()) await install();
    });
  }
} catch (error) {
  say(error.message);
  process.exitCode = 1;
}
