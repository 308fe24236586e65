import Files
import Glibc
import Settings
import Spool
import TestSupport

/// A member of the home's group who puts links in the places of spool directories, and waits for root to come by.
struct MembersLinks {
  struct Outcome {
    var words = ""
    var findings = Findings()
  }

  /// An account that needs no name.
  static let member: UInt32 = 23_456

  /// What she does in the spool: in the place of which directory, a link to where, and what she leaves in `new/`.
  private struct Plot {
    var place: String
    var target: String
    var bait: String?
  }

  /// Control: root follows links, as programs do that are not told otherwise.
  let followsLinks: Bool

  /// Nil where this account cannot act for two.
  func run() throws -> Outcome? {
    guard geteuid() == 0, let group = getgrnam("users"), let groupName = group.pointee.gr_name else { return nil }
    let groupID = group.pointee.gr_gid
    let place = try TemporaryDirectory()
    chmod(place.path, 0o755)
    let home = Home(path: place.path(of: "home"))
    _ = try HomeMaker.make(
      at: home, HomePlan(kind: .simulator, shopName: "Lab", group: String(cString: groupName)),
      tagKey: (0..<32).map { UInt8($0) })
    let kept = place.path(of: "kept")
    try shell("mkdir -m 700 \(kept) \(kept)/cron.d && echo private > \(kept)/diary")

    var outcome = Outcome()
    let plots =
      ["tmp", "new", "done", "odd", "reserve"].map { Plot(place: $0, target: kept, bait: nil) } + [
        Plot(place: "odd", target: kept + "/cron.d", bait: "job"),
        Plot(place: "odd", target: home.witnessDirectory, bait: "2026-01-01.log"),
        Plot(place: "odd", target: home.secretsDirectory, bait: "supervisors"),
      ]
    for plot in plots {
      let before = try tree([kept, home.witnessDirectory, home.secretsDirectory])
      try asMember(
        "cd \(home.spoolDirectory) && mv \(plot.place) away && ln -s \(plot.target) \(plot.place)"
          + (plot.bait.map { " && echo bait > new/'\($0)'" } ?? ""), groupID)
      let said = try rootComesBy(home)
      let after = try tree([kept, home.witnessDirectory, home.secretsDirectory])
      let words = "a link to \(plot.target.split(separator: "/").last ?? "") in the place of spool/\(plot.place)"
      outcome.findings.require(after == before, "\(words): root's files were moved, or hers were moved in")
      outcome.findings.require(said.contains("spool/\(plot.place) is a link"), "\(words): nobody was told")
      try shell(
        "rm -f \(home.spoolDirectory)/\(plot.place); mv \(home.spoolDirectory)/away \(home.spoolDirectory)/\(plot.place); "
          + "rm -rf \(home.spoolDirectory)/new/* \(home.secretsDirectory)/supervisors* \(home.witnessDirectory)/*; "
          + "mkdir -p -m 700 \(kept)/cron.d && echo private > \(kept)/diary")
    }
    outcome.words = "\(plots.count) links of a member, root came by after each"
    return outcome
  }

  /// What root's next program does, and says.
  private func rootComesBy(_ home: Home) throws -> String {
    if !followsLinks {
      let ran = try PipedProgram.run(LabHome.program, arguments: ["poll", "--home", home.path], timeoutSeconds: 120)
      return ran.output + ran.errors
    }
    var calls = FileCalls.real
    calls.open = { (place, flags, mode) throws(Errno) in try FileCalls.real.open(place, flags & ~O_NOFOLLOW, mode) }
    do throws(SpoolError) {
      let spool = try SpoolDirectory(path: home.spoolDirectory, modes: .group, calls: calls)
      for stray in try spool.listing().strays { _ = try spool.setAsideStray(stray, wallMilliseconds: 1) }
      return ""
    } catch {
      return error.sentence
    }
  }

  /// Names, owners and modes of all files below some directories.
  private func tree(_ paths: [String]) throws -> String {
    try shell("ls -lRn --time-style=+ \(paths.joined(separator: " "))")
  }

  private func asMember(_ command: String, _ groupID: gid_t) throws {
    let words = ["--reuid", "\(Self.member)", "--regid", "\(groupID)", "--clear-groups", "/bin/sh", "-c", command]
    let ran = try PipedProgram.run("/usr/bin/setpriv", arguments: words)
    guard ran.status == .exited(code: 0) else { throw LabFailure("\(command): \(ran.errors)") }
  }

  @discardableResult
  private func shell(_ command: String) throws -> String {
    let ran = try PipedProgram.run("/bin/sh", arguments: ["-c", command])
    guard ran.status == .exited(code: 0) else { throw LabFailure("\(command): \(ran.errors)") }
    return ran.output
  }
}
