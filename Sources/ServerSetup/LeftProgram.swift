import Files
import Settings

/// A program that works on a shop's home which was moved away, or removed, while it ran.
package struct LeftProgram: Sendable, Equatable {
  package let process: Int32
  /// `desk`, `poll`, `listen`.
  package let command: String
  /// Where that home lies now; nil where it is gone.
  package let home: String?

  package init(process: Int32, command: String, home: String?) {
    self.process = process
    self.command = command
    self.home = home
  }

  /// Those that were started for a place and work elsewhere, as far as this account may see.
  package static func all(startedFor home: Home) -> [LeftProgram] {
    let numbers = ((try? ByPath.names(in: "/proc")) ?? []).compactMap { Int32($0) }
    return numbers.sorted().compactMap { number in
      let words = KernelFiles.text("/proc/\(number)/cmdline").split(separator: "\0").map(String.init)
      guard let command = command(of: words, startedFor: home) else { return nil }
      let descriptors = "/proc/\(number)/fd"
      let open = ((try? ByPath.names(in: descriptors)) ?? []).compactMap {
        try? ByPath.target(ofLink: descriptors + "/" + $0)
      }
      guard let place = open.lazy.compactMap(Self.place).first, place != home.path else { return nil }
      return LeftProgram(process: number, command: command, home: place.hasSuffix(deleted) ? nil : place)
    }
  }

  /// What was started, by its arguments; nil for what works on no home, or on another one.
  static func command(of words: [String], startedFor home: Home) -> String? {
    guard let command = words.dropFirst().first(where: { ["desk", "poll", "listen"].contains($0) }) else { return nil }
    let isNamed = zip(words, words.dropFirst() + [""]).contains { word, next in
      let path = word == "--home" ? next : word.hasPrefix("--home=") ? String(word.dropFirst("--home=".count)) : ""
      return !path.isEmpty && Home(path: path) == home
    }
    return isNamed ? command : nil
  }

  /// The home in which a file lies that a program has open; nil for a file of no home's.
  static func place(of file: String) -> String? {
    let end = file.hasSuffix(deleted) ? deleted : ""
    let path = file.dropLast(end.count)
    for name in ["/ledger/ledger.sqlite", "/spool/listener.lock"] where path.hasSuffix(name) {
      return path.dropLast(name.count) + end
    }
    return nil
  }

  /// What the kernel writes behind the name of a file that was removed.
  private static let deleted = " (deleted)"
}
