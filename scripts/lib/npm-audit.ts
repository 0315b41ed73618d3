// Reads the output of `npm audit --json`: the known vulnerabilities of the page's packages.

export interface AuditVerdict {
  /** Undefined if the registry has no such service, or could not be reached. */
  isGood: boolean | undefined;
  /** For the user, or the log. */
  sentence: string;
}

interface Report {
  metadata?: { vulnerabilities?: Record<string, number> };
  vulnerabilities?: Record<string, { severity: string }>;
  message?: string;
}

const GRAVE = ['high', 'critical'];

/** @param output what npm printed @returns bad if anything is more severe than moderate */
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
    // Warnings may come before it.
    return JSON.parse(output.slice(output.indexOf('{'), output.lastIndexOf('}') + 1)) as Report;
  } catch {
    return undefined;
  }
}
