/** A flag as the command table declares it. */
export interface Flag {
  /** The long name without dashes. */
  readonly name: string;
  /** One letter. */
  readonly short?: string;
  /** What stands for the value in help. Absent for a flag that takes none. */
  readonly valueName?: string;
  /** All values are kept; of any other flag given twice the last one counts. */
  readonly repeatable?: true;
  readonly summary: string;
}

/** A word that is no flag. */
export interface Positional {
  /** In capitals, as help prints it. */
  readonly name: string;
  readonly required?: true;
  /** The only words allowed here. */
  readonly choices?: readonly string[];
  /** Of the last one alone: any number of further words may follow. */
  readonly repeatable?: true;
}

/**
 * Where the overview lists a command: those of every day each on a line with its summary, the
 * others by name, a line for each group.
 */
export type CommandGroup = 'everyday' | 'setup' | 'keys' | 'programs' | 'learning';

/** One line of the command table. */
export interface Command {
  readonly name: string;
  readonly group: CommandGroup;
  readonly summary: string;
  readonly positionals: readonly Positional[];
  /**
   * Present when a command to run may follow. `after-positionals`: the first word beyond the
   * positionals starts it, and so does `--`. `after-dashes`: only `--` does.
   */
  readonly childCommand?: 'after-positionals' | 'after-dashes';
  readonly flags: readonly Flag[];
}
