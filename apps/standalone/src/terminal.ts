/** What the person who typed the command sees. Logs go to stderr, so that stdout stays readable by people and programs. */
export class Terminal {
  private readonly startedAt = performance.now();

  /** One line of progress, with the seconds since the start. */
  step(text: string): void {
    const seconds = ((performance.now() - this.startedAt) / 1000).toFixed(1).padStart(5);
    this.line(`${seconds}s  ${text}`);
  }

  line(text = ''): void {
    process.stdout.write(`${text}\n`);
  }

  /** Left-aligned columns, right-aligned numbers. */
  table(rows: (string | number)[][]): void {
    const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => String(row[column] ?? '').length)));
    for (const row of rows) {
      const cells = row.map((cell, column) => {
        const width = widths[column] ?? 0;
        return typeof cell === 'number' ? String(cell).padStart(width) : cell.padEnd(width);
      });
      this.line(`  ${cells.join('   ')}`.trimEnd());
    }
  }
}
