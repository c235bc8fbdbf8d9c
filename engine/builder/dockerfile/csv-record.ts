/** One line of comma-separated values (RFC 4180), as `--mount` is written. */
export function csvFields(line: string): string[] {
  const fields: string[] = [];
  let field = '';
  let inQuotes = false;
  for (let at = 0; at < line.length; at += 1) {
    const char = line.charAt(at);
    if (inQuotes) {
      if (char !== '"') field += char;
      else if (line.charAt(at + 1) === '"') {
        field += '"';
        at += 1;
      } else inQuotes = false;
    } else if (char === '"' && field === '') inQuotes = true;
    else if (char === ',') {
      fields.push(field);
      field = '';
    } else field += char;
  }
  return [...fields, field];
}
