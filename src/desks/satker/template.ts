import type { Context } from '../../core/context.ts';
import { packages } from '../../core/packages.ts';

/** An empty login report: the columns, formatted so that no digit is lost, and a sheet that explains them (S-18). */
export async function loginTemplate({ t }: Pick<Context, 't'>): Promise<Buffer> {
  // Loaded with the first template: it is large, and rarely wanted.
  const excel = await packages.excel();
  const workbook = new excel.Workbook();
  const sheet = workbook.addWorksheet(t('satker.report.sheet'), { views: [{ state: 'frozen', ySplit: 1 }] });
  sheet.columns = [
    { header: 'NIK', width: 22, style: { numFmt: '@' } },
    { header: t('satker.report.column'), width: 22, style: { numFmt: 'dd/mm/yyyy hh:mm' } },
  ];
  sheet.getRow(1).font = { bold: true };
  const explained = workbook.addWorksheet(t('template.sheet'));
  explained.columns = [{ width: 24 }, { width: 90 }];
  explained.addRows([
    ['NIK', t('satker.template.nik')],
    [t('satker.report.column'), t('satker.template.login')],
    ['', t('satker.template.send')],
  ]);
  explained.getColumn(1).font = { bold: true };
  return Buffer.from(await workbook.xlsx.writeBuffer());
}
