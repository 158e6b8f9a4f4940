/** Where a line stands: an absolute path and a line number that starts at 1. */
export interface Location {
  readonly file: string;
  readonly line: number;
}

/** Something worth telling about a configuration file. An `error` makes the file unusable. */
export interface Diagnostic {
  readonly level: 'error' | 'warning';
  readonly file: string;
  readonly line: number;
  readonly message: string;
}

/** One `key = value` of a section. */
export interface Property {
  /** Lower case, as AWS's specification compares it; in a nested block as written. */
  readonly name: string;
  /** The name as written. */
  readonly key: string;
  /** Trimmed, with continuation lines joined by `\n`; a nested block starts with `\n`. */
  readonly value: string;
  readonly location: Location;
  /** The settings of a nested block (`s3 =` with indented lines), by name as written. */
  readonly nested?: ReadonlyMap<string, Property>;
}

export type SectionKind = 'profile' | 'sso-session' | 'services';

/** All sections of one kind and name, merged over both files by AWS's rules. */
export interface Section {
  readonly kind: SectionKind;
  readonly name: string;
  /** Where the section's headers stand, first one first. */
  readonly locations: readonly Location[];
  /** By lower-case name. */
  readonly properties: ReadonlyMap<string, Property>;
}

/** The shared config and credentials files as awsx reads them. */
export interface SharedConfig {
  /** Absolute paths of the two files, whether they exist or not. */
  readonly configFile: string;
  readonly credentialsFile: string;
  /** The files that exist and were read. */
  readonly files: readonly string[];
  readonly profiles: ReadonlyMap<string, Section>;
  readonly ssoSessions: ReadonlyMap<string, Section>;
  readonly services: ReadonlyMap<string, Section>;
  readonly diagnostics: readonly Diagnostic[];
  /** Those of the diagnostics that tell what other users may do with the files. */
  readonly accessWarnings?: readonly Diagnostic[];
  /** Of `files` those that somebody else may change: no program named in them is run. */
  readonly filesOthersMayWrite: readonly string[];
}

/** Where an effective value comes from; `explain` prints it. */
export type Origin =
  | {
      readonly kind: 'file';
      readonly location: Location;
      readonly key: string;
      readonly profile: string;
    }
  | { readonly kind: 'environment'; readonly variable: string }
  | { readonly kind: 'flag'; readonly flag: string }
  | { readonly kind: 'default'; readonly reason: string };

/** A value together with where it comes from. */
export interface Setting<T> {
  readonly value: T;
  readonly origin: Origin;
}
