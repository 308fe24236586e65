import ArgumentParser
import CommandText
import Glibc
import Maintenance
import Payments
import Settings
import Spool

/// `kaunta backup FILE`: a copy of the ledger, while desks work.
struct BackupCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "backup", abstract: "Copy the ledger to a file, while desks work, and verify the copy.",
    discussion: """
      The ledger alone: settings, secrets, callback keys, spool and witness log are files of their own (docs/home.md). \
      Phone numbers of the last 35 days stand in it, so keep it closed to others. Exit 1 when the copy does not verify.
      """)

  @OptionGroup var homeOption: HomeOption

  @Argument(help: "Where to; there must be no such file.")
  var file: String

  func run() throws {
    if file == "-" {
      throw fail(
        "backup: it writes a file that it verifies, and no stream. No backup was made. Name a file.", Exit.usage)
    }
    let settings = try homeOption.settings()
    let shop = try OpenShop(settings, till: .commandLine)
    defer { shop.close() }
    let report = try LedgerBackup.write(
      shop.ledger, to: absolutePath(file), neighbours: settings.home.ledgerFile + ".copying-\(getpid())",
      binding: settings.ledgerBinding, at: shop.clock.now())
    for line in report.lines { Output.line(line) }
    if !report.isWhole { throw ExitCode(Exit.failed) }
    BackupRecord(wallMilliseconds: shop.clock.now().wallMilliseconds)
      .note(besideLedger: settings.home.ledgerFile, mode: settings.rights.sharedFile)
  }
}

/// `kaunta restore FILE`: a backup in the ledger's place.
struct RestoreCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "restore", abstract: "Put a backup in the ledger's place, and say what it cannot know.",
    discussion: """
      Close all desks first; leave `kaunta listen` running. The ledger that was there is kept under another name. What \
      spool and witness log know since the backup is replayed; open payments are asked about anew; nothing is sent until \
      a prompt's life has passed. Exit 1 when callbacks that were acknowledged are gone or could not be looked for.
      """)

  @OptionGroup var homeOption: HomeOption

  @Flag(name: .long, help: "Take a backup that does not fit together.")
  var despiteProblems = false

  @Argument(help: "What `kaunta backup` wrote.")
  var file: String

  func run() throws {
    let settings = try homeOption.settings()
    let home = settings.home
    let witness: WitnessLog
    do { witness = try settings.witness() } catch { throw MaintenanceProblem.witnessUnreadable(error) }
    var files = settings.ledgerFiles(till: .commandLine)
    files.patience = .ofCommand
    let report = try LedgerRestore(
      RestorePlan(
        backup: absolutePath(file), files: files, binding: settings.ledgerBinding, spool: try settings.openSpool(),
        witness: witness, locksDirectory: home.locksDirectory, person: Person.loginName,
        despiteProblems: despiteProblems, now: SystemClock().now())
    ).run()
    for line in report.lines { Output.line(line) }
    if !report.isWhole { throw ExitCode(Exit.failed) }
  }
}

/// A path that means the same wherever it is used.
func absolutePath(_ path: String) -> String {
  if path.hasPrefix("/") { return path }
  guard let text = getcwd(nil, 0) else { return path }
  defer { free(text) }
  return String(cString: text) + "/" + path
}
