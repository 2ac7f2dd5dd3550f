import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { built, projectRoot } from '../../src/core/root.ts';
import { translate } from '../../src/core/texts/index.ts';
import {
  browserTitle,
  chromiumPath,
  type Faults,
  launchChromium,
  patience,
  watchFaults,
} from '../../src/playground/test/chromium.ts';

/** With SCREENSHOTS=1 the pictures of the documents are taken anew on the way. */
const pictures = process.env.SCREENSHOTS ? path.join(projectRoot, 'docs/images') : undefined;

const t = translate('id');

let program: ChildProcess;
let dataDir: string;
let address: string;
let browser: Browser;
let page: Page;
let faults: Faults;
let request: string;

/** The whole program as a newcomer starts it: no settings but where to keep data and a free port. */
async function startProgram(): Promise<string> {
  dataDir = await mkdtemp(path.join(tmpdir(), 'satu-pintu-newcomer-'));
  program = spawn(process.execPath, [built('main.js')], {
    cwd: projectRoot,
    env: {
      PATH: process.env.PATH,
      DATA_DIR: dataDir,
      PORT: pictures ? '3000' : '0',
      LOG_LEVEL: 'warn',
      PATIENCE: '10',
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let said = '';
  return new Promise((resolve, reject) => {
    program.once('exit', (code) => reject(new Error(`the program ended with ${code}:\n${said}`)));
    program.stdout?.on('data', (chunk) => {
      said += chunk;
      const link = said.match(/http:\/\/\S+\/playground/)?.[0];
      if (link) resolve(link);
    });
  });
}

async function picture(name: string): Promise<void> {
  if (pictures) await page.screenshot({ path: path.join(pictures, `${name}.png`) });
}

const dialog = (): Locator => page.getByRole('dialog').last();

async function typeUserid(): Promise<void> {
  await page.getByRole('button', { name: 'Ketikkan /userid' }).click();
  await page.keyboard.press('Enter');
  await dialog().waitFor();
}

/** Until the page says who one is, its buttons are still the person's of before. */
async function become(person: string): Promise<void> {
  const role = page.locator('nav.people button', { has: page.getByText(person, { exact: true }) });
  await role.click();
  await role.and(page.locator('[aria-current=true]')).waitFor();
}

async function decide(person: string, button: string, label: string, text: string): Promise<void> {
  await become(person);
  const card = page.getByRole('article').filter({ hasText: request }).last();
  await card.getByRole('button', { name: button, exact: true }).click();
  await dialog().getByLabel(label).fill(text);
  if (person === 'Bima') await picture('decision');
  await dialog()
    .getByRole('button', { name: /^(Ya, Lanjutkan|Yes, continue)$/ })
    .click();
  await dialog()
    .getByText(/^(Berhasil|Done)$/)
    .first()
    .waitFor();
  await dialog()
    .getByRole('button', { name: /^(Tutup|Close)$/ })
    .last()
    .click();
  await dialog().waitFor({ state: 'hidden' });
}

describe.skipIf(!chromiumPath)(browserTitle('A newcomer in a browser'), patience.test, () => {
  beforeAll(async () => {
    [address, browser] = await Promise.all([startProgram(), launchChromium()]);
    const context = await browser.newContext({ viewport: { width: 1280, height: 860 }, locale: 'id-ID' });
    faults = await watchFaults(context);
    page = await context.newPage();
    page.setDefaultTimeout(patience.step);
  });

  afterAll(async () => {
    await browser?.close();
    const ended = new Promise((resolve) => program.once('exit', resolve));
    program.kill('SIGTERM');
    await ended;
    await rm(dataDir, { recursive: true, force: true });
  });

  it('U-2 U-4 U-7 asks as Rina with a form that changes and fills itself in', async () => {
    await page.goto(address);
    await typeUserid();
    await dialog().getByText('HO-Organik/PKWT').click();
    await dialog().getByLabel('Nopek').fill('100234');
    await dialog().getByRole('button', { name: 'Cari' }).click();
    await dialog().getByText('Bima Santoso').waitFor();
    await dialog().getByLabel('SAP').check();
    await dialog().getByLabel('Catatan Platform System Dipilih: SAP').fill('Laporan keuangan bulanan');
    await picture('form');
    await dialog().getByRole('button', { name: 'Selanjutnya' }).click();
    await dialog().getByRole('button', { name: 'Submit Permohonan' }).click();
    const said = await dialog()
      .getByText(/UID-\d{4}-\d{6}/)
      .innerText();
    request = said.match(/UID-\d{4}-\d{6}/)?.[0] ?? '';
    await dialog().getByRole('button', { name: 'Tutup' }).last().click();
    await page.getByText('Waiting for Approval Atasan Pemohon').first().waitFor();
  });

  it('U-10 U-11 U-15 decides as four people, and the thread follows', async () => {
    await decide('Bima', 'Approve', 'Alasan persetujuan', 'Diperlukan untuk laporan bulanan');
    await decide('Dewi', 'Approve', 'Alasan persetujuan', 'Data sudah sesuai');
    await decide('Agus', 'Approve', 'Reason for approval', 'Within the licence budget');
    await decide('Eko', 'Confirm', 'User ID Baru', 'rina.wulandari');
    await become('Rina');
    await page.getByText('Completed').first().waitFor();
    await page.getByRole('button', { name: /balasan/ }).click();
    await page.getByText(/membuat User ID rina\.wulandari/).waitFor();
    await picture('thread');
  });

  it('U-16 U-17 sets the password from the e-mail, logs in and out', async () => {
    await page.getByRole('button', { name: /Kotak surat/ }).click();
    await page.getByText('Atur password User ID Anda').first().click();
    const frame = page.frameLocator('iframe').first();
    const link = await frame.getByRole('link', { name: 'Atur password' }).getAttribute('href');
    await picture('mailbox');
    await page.getByRole('button', { name: /Inspektur/ }).click();
    await page.getByText('views.open').first().waitFor();
    await picture('inspector');

    await page.goto(link ?? '');
    await page.getByLabel(t('portal.password.new'), { exact: true }).fill('kereta senja di Gambir');
    await page.getByLabel(t('portal.password.repeat')).fill('kereta senja di Gambir');
    await page.getByLabel('Show Password').check();
    await picture('password');
    await page.getByRole('button', { name: 'Ubah Password' }).click();
    await page.getByRole('link', { name: 'Login' }).click();
    await page.getByLabel('User ID').fill('rina.wulandari');
    await page.getByLabel(t('portal.field.password'), { exact: true }).fill('kereta senja di Gambir');
    await page.getByRole('button', { name: 'Login' }).click();
    await page
      .getByText(/UID-\d{4}-\d{6}/)
      .first()
      .waitFor();
    await picture('portal');
    await page.getByRole('button', { name: 'Logout' }).click();
    await page.getByRole('button', { name: 'Login' }).waitFor();
  });

  it('meets no fault in the browser', async () => {
    expect(await faults.taken()).toEqual([]);
  });
});
