import Settings
import Wording

extension Finding {
  /// So many are named; the others are mostly closed in the same way.
  private static let mostNamed = 5

  /// Whether the files of a home, none of which is too open, are open enough for the shop's own accounts.
  static func rights(_ closed: [ClosedFile], isServer: Bool) -> [Finding] {
    if closed.isEmpty {
      let open = isServer ? ", and none is closed to the shop's own accounts" : ""
      return [Finding(.good, "modes", "no file of the home is more open than it may be" + open)]
    }
    let named = closed.prefix(mostNamed).map { file in
      let path = shellQuoted(file.path)
      if file.isLink {
        return Finding(
          .bad, "modes", "\(file.path) is a link, which no program of the shop makes",
          remedy: "See where it leads and who put it there: ls -l \(path). Remove the link and nothing else.")
      }
      if file.isAboveHome {
        return Finding(
          .bad, "modes",
          "\(file.path), above the home, has mode \(octal(file.mode)): desks, listener and poller cannot pass it to the "
            + "home", remedy: "Run chmod o+x \(path), then kaunta setup, which starts again what has ended.")
      }
      if let writer = file.writer {
        return Finding(
          .bad, "modes", "\(file.path) is not \(writer)'s, whose listener cannot write it",
          remedy: "Run chown \(writer) \(path). Nobody but \(writer) is to run kaunta listen here.")
      }
      let group = file.isAnotherGroups ? " and its group is another" : ""
      return Finding(
        .bad, "modes",
        "\(file.path) has mode \(octal(file.mode))\(group): desks, listener or poller cannot use it",
        remedy: (file.isAnotherGroups ? "Run chgrp kaunta \(path) and " : "Run ")
          + "chmod \(octal(file.wantedMode)) \(path).")
    }
    let others = closed.count - named.count
    return named + (others > 0 ? [Finding(.bad, "modes", "\(others) more are closed in such ways")] : [])
  }

  private static func octal(_ mode: UInt32) -> String { "0" + String(mode, radix: 8) }
}
