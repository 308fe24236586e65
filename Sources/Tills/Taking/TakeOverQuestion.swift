import Payments
import Wording

/// What came from a terminal that has no screen yet.
package enum PromptHeard: Sendable, Equatable {
  /// The bytes of what was typed.
  case typed([UInt8])
  /// A whole line, where lines are typed; nil where no more come.
  case line(String?)
  /// A signal to end, or the terminal's own end.
  case signal(Int32)
  case nothing
}

/// Whether one's own till is to be taken over from where it is open: one key without Enter, or a line with a word.
///
/// What was typed ahead answers nothing, and a key is heard only when the question has stood there for a moment.
struct TakeOverQuestion {
  enum Answer: Equatable { case yes, no, signal(Int32) }

  static let restMilliseconds: Int64 = 400

  private let language: Language
  private let heardFrom: Int64

  /// It is asked now.
  init(_ language: Language, at now: Int64) {
    self.language = language
    heardFrom = now + Self.restMilliseconds
  }

  /// What it is answered by; nil for what is no answer.
  func answer(_ heard: PromptHeard, at now: Int64) -> Answer? {
    switch heard {
    case .nothing: return nil
    case .signal(let number): return .signal(number)
    case .typed(let bytes):
      // A paste is no key.
      guard now >= heardFrom, bytes.count == 1 else { return nil }
      switch bytes[0] {
      case UInt8(ascii: "y"), UInt8(ascii: "Y"): return .yes
      // On a Swahili desk it begins *ndiyo*.
      case UInt8(ascii: "n"), UInt8(ascii: "N"): return language == .swahili ? nil : .no
      case UInt8(ascii: "h"), UInt8(ascii: "H"), 0x1B, 0x03, 0x04: return .no
      default: return nil
      }
    case .line(nil): return .no
    case .line(let line?):
      guard now >= heardFrom else { return nil }
      let word = line.lowercased().filter { !$0.isWhitespace && $0 != "." }
      if ["y", "yes", "ndiyo", "ndio"].contains(word) { return .yes }
      return ["no", "h", "hapana"].contains(word) || word == "n" && language != .swahili ? .no : nil
    }
  }

  /// What stands there while it is asked.
  static func words(_ till: Till, holder: String?, facts: DeskFacts?) -> [Phrase] {
    let name = holder.map { Phrase(verbatim: $0) } ?? Phrase("another desk", sw: "programu nyingine")
    return [
      Phrase(
        "Your till \(till.number) is open already: \(name.english) has it.",
        sw: "Till \(till.number) yako iko wazi tayari: \(name.swahili) inaitumia."),
      facts.map(TakeOverWords.sinceWhen) ?? TakeOverWords.silent, answers,
    ]
  }

  /// What it can be answered with.
  static let answers = Phrase(
    "y  ends that desk and opens the till here; what waits goes on here.\nn  leaves it as it is.",
    sw: "y  (ndiyo) hufunga programu ile na kufungua till hapa; yanayosubiri yanaendelea hapa.\n"
      + "h  (hapana) huiacha ilivyo.")
}

/// What is said while a till is taken over.
enum TakeOverWords {
  static let silent = Phrase(
    "It does not answer: stopped, or hung. It may take 45 s to end it.",
    sw: "Haijibu: imesimamishwa au imekwama. Kuifunga kunaweza kuchukua sek 45.")
  static let waiting = Phrase("Waiting for the other desk to end.", sw: "Inasubiri programu nyingine ifungwe.")
  static let terminated = Phrase("It does not answer: it is told by a signal.", sw: "Haijibu: inatumiwa signal.")
  static let killed = Phrase("It is ended by force.", sw: "Inafungwa kwa nguvu.")

  /// Since when the other desk is open, and how long nobody has pressed a key there.
  static func sinceWhen(_ facts: DeskFacts) -> Phrase {
    let since = EastAfricaTime(wallMilliseconds: facts.openedWallMilliseconds).hourAndMinute
    let ago = spanWords(milliseconds: facts.idleMilliseconds)
    return Phrase(
      "Since \(since); the last key was pressed there \(ago.english) ago.",
      sw: "Tangu \(since); kitufe cha mwisho kilibonyezwa \(ago.swahili) zilizopita.")
  }
}
