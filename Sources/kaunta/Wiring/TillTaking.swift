import CommandText
import Files
import Glibc
import Payments
import Settings
import Terminal
import Tills
import Wording

/// How a desk comes by its till: free, or taken over from a desk of the same person that nobody sits at any more.
struct TillTaking {
  let till: Till
  let settings: ShopSettings
  let language: Language
  /// Whoever may choose no other till is not told to.
  let isOwnTill: Bool
  private let locks: Directory<FileError>

  init(_ till: Till, _ settings: ShopSettings, language: Language, isOwnTill: Bool) throws {
    self.till = till
    self.settings = settings
    self.language = language
    self.isOwnTill = isOwnTill
    do throws(FileError) { locks = try settings.home.openLocks() } catch {
      throw Self.unlockable(till, settings, error)
    }
  }

  /// Takes the till; signals are held back already.
  ///
  /// - Throws: what ends the command when it is somebody else's, or when nobody wants it taken over.
  func take() throws -> TillLock {
    var holder: String?
    // `kaunta tills` may look at the lock just now.
    for _ in 0..<4 {
      switch try lock() {
      case .ours(let lock): return lock
      case .taken(let name): holder = name
      }
      poll(nil, 0, 50)
    }
    let refusal = refusal(holder)
    guard let visit = DoorVisit(at: till, in: locks) else { throw refusal }
    let told = visit.facts(waitMilliseconds: 2_000)
    switch told?.takeOver {
    case .yes: break
    case .inUse:
      let seconds = (told?.facts.idleMilliseconds ?? 0) / 1_000
      throw fail(
        refusal.words
          + " A key was pressed there \(seconds) s ago; after two minutes without one you may take it over.",
        Exit.blocked)
    case .anothers: throw refusal
    // Stopped or hung: only who may signal it can end it.
    case nil: if visit.holder.userID != geteuid() { throw refusal }
    }
    let prompt = KeyAtPrompt(language)
    defer { prompt.end() }
    try ask(prompt, holder: holder, facts: told?.facts, refusal)
    return try takeOver(visit, prompt, refusal)
  }

  private func lock() throws -> TillLock.Outcome {
    do throws(FileError) {
      return try TillLock.take(
        till, in: locks, mode: settings.rights.sharedFile, holder: "\(Person.loginName), process \(getpid())")
    } catch { throw Self.unlockable(till, settings, error) }
  }

  private static func unlockable(_ till: Till, _ settings: ShopSettings, _ error: FileError) -> CommandFailure {
    fail(
      "till \(till.number) cannot be locked (\(settings.home.tillLockFile(till)): \(error.words)). Nothing was changed. "
        + "If a link or a pipe lies there, remove it.", Exit.notWritable)
  }

  private func refusal(_ holder: String?) -> CommandFailure {
    fail(
      "till \(till.number) is open already: \(holder ?? "another desk") has it. Nothing was changed. "
        + (isOwnTill ? "That desk must be closed first." : "Close that desk, or use --till with another number."),
      Exit.blocked)
  }

  private func say(_ phrase: Phrase) { Output.error(phrase[language]) }

  /// Waits for the one key; returns when the till is to be taken, or has become free.
  private func ask(
    _ prompt: KeyAtPrompt, holder: String?, facts: DeskFacts?, _ refusal: CommandFailure
  ) throws {
    let name = holder ?? Phrase("another desk", sw: "programu nyingine")[language]
    say(
      Phrase(
        "Your till \(till.number) is open already: \(name) has it.",
        sw: "Till \(till.number) yako iko wazi tayari: \(name) inaitumia."))
    say(facts.map { $0.sinceWhen } ?? Self.isSilent)
    say(
      Phrase(
        "y  ends that desk and opens the till here; what waits goes on here.\nn  leaves it as it is.",
        sw: "y  (ndiyo) hufunga programu ile na kufungua till hapa; yanayosubiri yanaendelea hapa.\n"
          + "h  (hapana) huiacha ilivyo."))
    while true {
      switch prompt.key(waitMilliseconds: 1_000) {
      case .yes: return
      case .no: throw refusal
      case .signal(let number): throw CommandFailure(lines: [], code: 128 + number, name: "stopped")
      case .nothing: if try TillLock.isFree(till, in: locks) { return }
      }
    }
  }

  private static let isSilent = Phrase(
    "It does not answer: stopped, or hung. It may take 45 s to end it.",
    sw: "Haijibu: imesimamishwa au imekwama. Kuifunga kunaweza kuchukua sek 45.")

  /// Has the other desk ended, and takes the till once it is free.
  private func takeOver(_ visit: DoorVisit, _ prompt: KeyAtPrompt, _ refusal: CommandFailure) throws -> TillLock {
    _ = visit.ask(.takeOver)
    var ending = DeskEnding(askedAt: BootClock.nowMilliseconds)
    say(Phrase("Waiting for the other desk to end.", sw: "Inasubiri programu nyingine ifungwe."))
    while true {
      if case .ours(let lock) = try lock() { return lock }
      switch visit.hear(waitMilliseconds: 100) {
      case .answer(.ends(let seconds)):
        ending.promised(inMilliseconds: Int64(seconds) * 1_000, at: BootClock.nowMilliseconds)
      case .answer(.refused): throw refusal
      case .end: poll(nil, 0, 100)
      case .answer, .nothing: break
      }
      if case .signal(let number) = prompt.key(waitMilliseconds: 0) {
        throw CommandFailure(lines: [], code: 128 + number, name: "stopped")
      }
      switch ending.step(at: BootClock.nowMilliseconds) {
      case .wait: break
      case .terminate:
        say(Phrase("It does not answer: it is told by a signal.", sw: "Haijibu: inatumiwa signal."))
        visit.end(by: .terminate)
      case .kill:
        say(Phrase("It is ended by force.", sw: "Inafungwa kwa nguvu."))
        visit.end(by: .kill)
      case .giveUp: throw stillHeld
      }
    }
  }

  private var stillHeld: CommandFailure {
    fail(
      "till \(till.number) is not let go: the desk there was told to end, and then ended by force, and still has it. What "
        + "waits there is not lost. Ask the administrator: `kaunta tills` as root says who has it.", Exit.blocked)
  }
}

extension DeskFacts {
  /// Since when, and how long nobody has pressed a key.
  var sinceWhen: Phrase {
    let since = EastAfricaTime(wallMilliseconds: openedWallMilliseconds).hourAndMinute
    let ago = spanWords(milliseconds: idleMilliseconds)
    return Phrase(
      "Since \(since); the last key was pressed there \(ago.english) ago.",
      sw: "Tangu \(since); kitufe cha mwisho kilibonyezwa \(ago.swahili) zilizopita.")
  }
}

extension Home {
  /// The directory with one lock a till.
  func openLocks() throws(FileError) -> Directory<FileError> {
    try Directory<FileError>.open(path: locksDirectory, label: "locks", calls: CheckedCalls())
  }
}
