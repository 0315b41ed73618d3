// What `npm audit --json` says, read: which known weaknesses there are in what the page is made of.

export interface AuditVerdict {
  /** Undefined: the registry has no such service, or was not reached. */
  isGood: boolean | undefined;
  /** For the person, or the log. */
  sentence: string;
}

interface Report {
  metadata?: { vulnerabilities?: Record<string, number> };
  vulnerabilities?: Record<string, { severity: string }>;
  message?: string;
}

const GRAVE = ['high', 'critical'];

/** @param output what npm printed @returns bad if anything is graver than moderate */
export function judgeAudit(output: string): AuditVerdict {
  const report = readReport(output);
  const counts = report?.metadata?.vulnerabilities;
  if (!counts) {
    const reason = report?.message ?? 'no answer that can be read';
    return { isGood: undefined, sentence: `npm audit is skipped: ${reason}` };
  }
  const grave = GRAVE.reduce((sum, severity) => sum + (counts[severity] ?? 0), 0);
  if (grave === 0) {
    return { isGood: true, sentence: `npm audit: nothing grave (${counts.total ?? 0} in all).` };
  }
  const names = Object.entries(report.vulnerabilities ?? {})
    .filter(([, { severity }]) => GRAVE.includes(severity))
    .map(([name, { severity }]) => `${name} (${severity})`);
  const what = names.length > 0 ? names.join(', ') : `${grave} packages`;
  return { isGood: false, sentence: `npm audit: ${what}. Run \`npm audit --omit=dev\`.` };
}

function readReport(output: string): Report | undefined {
  try {
    // Warnings may stand before it.
    return JSON.parse(output.slice(output.indexOf('{'), output.lastIndexOf('}') + 1)) as Report;
  } catch {
    return undefined;
  }
}
