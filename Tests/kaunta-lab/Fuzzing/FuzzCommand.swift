import ArgumentParser
import Glibc
import TestSupport

/// `kaunta-lab fuzz`: libFuzzer on everything that reads what strangers write.
struct FuzzCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "fuzz", abstract: "Fuzz the readers of callbacks, spool files, text, keys, escapes and themes.",
    discussion: "Runs Tests/kaunta-lab/fuzz.sh, which compiles the pure sources with -sanitize=fuzzer,address.")

  @Option(name: .long, help: ArgumentHelp("So long for each target.", valueName: "S"))
  var seconds = 60

  @Option(name: .long, help: ArgumentHelp("Only this target; fuzz.sh --list names them.", valueName: "NAME"))
  var target: String?

  @Option(name: .long, help: ArgumentHelp("The checkout with Tests/kaunta-lab in it.", valueName: "DIR"))
  var sources = "."

  func run() throws {
    let script = sources + "/Tests/kaunta-lab/fuzz.sh"
    guard access(script, R_OK) == 0 else { throw cannotRun("\(script) is not there; say where with --sources") }
    // Everything passes to it, its output too: the last line is the script's.
    let arguments = ["/bin/bash", script, "\(seconds)"] + (target.map { [$0] } ?? [])
    var words: [UnsafeMutablePointer<CChar>?] = arguments.map { strdup($0) } + [nil]
    execv("/bin/bash", &words)
    throw LabFailure("bash does not start: \(String(cString: strerror(errno)))")
  }
}
