import Settings

/// How a shop is moved out of the way of another one: with its desks closed and its money known.
///
/// A desk that goes on would write into books that nobody looks at any more, and an answer that is still to come finds
/// the other shop's listener, which does not know it.
package enum MovingAway {
  /// What to do, in the end of a sentence.
  package static func words(_ home: Home, as name: String) -> String {
    let option = "--home \(shellQuoted(home.path))"
    return "move it away first: kaunta tills \(option) --close all; kaunta status \(option), until no payment waits; "
      + "systemctl stop kaunta-listen.socket kaunta-listen kaunta-poll; mv \(shellQuoted(home.path)) "
      + "\(shellQuoted(home.path + "-" + name))."
  }

  /// What keeps a shop from being moved away now; nil where nothing does.
  ///
  /// - Parameters:
  ///   - tills: where desks are open.
  ///   - waiting: payments whose answer is still to come.
  package static func obstacle(tills: [Int], waiting: Int) -> String? {
    var words: [String] = []
    let numbers = tills.map(String.init).joined(separator: ", ")
    if !tills.isEmpty { words.append("desks are open there, at till \(numbers)") }
    if waiting > 0 { words.append("\(waiting) of its payments \(waiting == 1 ? "waits" : "wait") for an answer") }
    return words.isEmpty ? nil : "Now " + words.joined(separator: ", and ") + "."
  }

  /// Why no home is made where one was; nil where nothing works on that any more.
  ///
  /// - Parameter left: programs that do, wherever it lies now.
  package static func refusal(_ home: Home, _ left: [LeftProgram]) -> String? {
    if left.isEmpty { return nil }
    let who = left.map { "kaunta \($0.command) (process \($0.process))" }.joined(separator: ", ")
    let place = left.lazy.compactMap(\.home).first
    let desks = left.filter { $0.command == "desk" }
    var ends: [String] = []
    if !desks.isEmpty {
      ends.append(
        place.map { "kaunta tills --home \(shellQuoted($0)) --close all" }
          ?? "kill " + desks.map { String($0.process) }.joined(separator: " "))
    }
    if left.count > desks.count { ends.append("systemctl stop kaunta-listen.socket kaunta-listen kaunta-poll") }
    return
      "the shop that was at \(home.path) \(place.map { "lies at \($0) now" } ?? "was removed"), and is worked on yet, by "
      + "\(who): what it asks for there nobody would see here. End that first: \(ends.joined(separator: "; ")). Nothing was "
      + "done."
  }
}
