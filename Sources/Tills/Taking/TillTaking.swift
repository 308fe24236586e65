import Files
import Payments
import Wording

/// How a desk comes by its till: free, or taken over from a desk of the same person that nobody sits at any more.
///
/// A machine on the boot clock: whoever turns it waits as it says, and hands in what was typed meanwhile.
package struct TillTaking<Place: TillPlace> {
  /// What comes next.
  package enum Next {
    /// The till is ours.
    case taken(Place.Lock)
    /// It is not, for this reason.
    case refused(TillRefusal)
    /// A signal ends the command.
    case stopped(signal: Int32)
    /// A turn after so long; nothing is asked yet.
    case pause(milliseconds: Int32)
    /// A turn after so long, or with the next key: from now on what is typed is for this machine.
    case listen(milliseconds: Int32)
  }

  /// What is said first, and what comes next.
  package typealias Turn = (words: [Phrase], next: Next)

  private enum Stage {
    /// Looks so many times more: `kaunta tills` may hold the lock just now.
    case looking(left: Int)
    case asking(Place.Visit, TakeOverQuestion)
    case waiting(Place.Visit, DeskEnding)
  }

  /// How often a lock that is held is looked at before it counts as a desk's.
  private static var looks: Int { 4 }
  private static var lookMilliseconds: Int32 { 50 }
  /// How often the till is looked at while the question stands, and while its desk ends.
  private static var askingMilliseconds: Int32 { 1_000 }
  private static var waitingMilliseconds: Int32 { 100 }

  private let till: Till
  private let isOwn: Bool
  private let place: Place
  private let userID: UInt32
  private let language: Language
  private var stage = Stage.looking(left: looks)
  private var holder: String?

  /// Wants a till, for an account.
  ///
  /// - Parameter isOwn: it was given to this account, which chooses no other.
  package init(_ till: Till, isOwn: Bool, at place: Place, by userID: UInt32, language: Language) {
    self.till = till
    self.isOwn = isOwn
    self.place = place
    self.userID = userID
    self.language = language
  }

  /// Goes on.
  package mutating func turn(_ heard: PromptHeard = .nothing, at now: Int64) -> Turn {
    do throws(FileError) {
      return switch stage {
      case .looking(let left): try look(left, at: now)
      case .asking(let visit, let question): try ask(visit, question, heard, at: now)
      case .waiting(let visit, let ending): try wait(visit, ending, heard, at: now)
      }
    } catch { return ([], .refused(.cannotLock(till, reason: error.words))) }
  }

  private var isOpen: TillRefusal { .isOpen(till, holder: holder, isOwn: isOwn) }

  private mutating func look(_ left: Int, at now: Int64) throws(FileError) -> Turn {
    if left > 0 {
      switch try place.take(till) {
      case .ours(let lock): return ([], .taken(lock))
      case .taken(let name): holder = name
      }
      stage = .looking(left: left - 1)
      return ([], .pause(milliseconds: Self.lookMilliseconds))
    }
    guard let visit = place.visit(till) else { return ([], .refused(isOpen)) }
    let told = visit.facts()
    switch told?.takeOver {
    case .yes: break
    case .inUse:
      return (
        [], .refused(.inUse(till, holder: holder, isOwn: isOwn, idleMilliseconds: told?.facts.idleMilliseconds ?? 0))
      )
    case .anothers: return ([], .refused(isOpen))
    // Stopped or hung: only who may signal it can end it.
    case nil: if visit.holder.userID != userID { return ([], .refused(isOpen)) }
    }
    stage = .asking(visit, TakeOverQuestion(language, at: now))
    return (
      TakeOverQuestion.words(till, holder: holder, facts: told?.facts),
      .listen(milliseconds: Self.askingMilliseconds)
    )
  }

  private mutating func ask(
    _ visit: Place.Visit, _ question: TakeOverQuestion, _ heard: PromptHeard, at now: Int64
  ) throws(FileError) -> Turn {
    switch question.answer(heard, at: now) {
    case .yes: break
    case .no: return ([], .refused(isOpen))
    case .signal(let number): return ([], .stopped(signal: number))
    case nil:
      if try !place.isFree(till) {
        // Who hears lines does not see the question stand there.
        let isLine = if case .line = heard { true } else { false }
        return (isLine ? [TakeOverQuestion.answers] : [], .listen(milliseconds: Self.askingMilliseconds))
      }
    }
    visit.ask(.takeOver)
    stage = .waiting(visit, DeskEnding(askedAt: now))
    return ([TakeOverWords.waiting], .listen(milliseconds: 0))
  }

  /// Has the other desk ended, and takes the till once it is free.
  private mutating func wait(
    _ visit: Place.Visit, _ ending: DeskEnding, _ heard: PromptHeard, at now: Int64
  ) throws(FileError) -> Turn {
    // Before the till is taken: whoever ends this program must not meet a desk.
    if case .signal(let number) = heard { return ([], .stopped(signal: number)) }
    switch try place.take(till) {
    case .ours(let lock): return ([], .taken(lock))
    case .taken(let name):
      // Somebody else waited for the same desk, and has the till now: that one was never asked for.
      if let successor = place.visit(till), successor.holder != visit.holder {
        holder = name
        return ([], .refused(isOpen))
      }
    }
    var ending = ending
    switch visit.hear() {
    case .answer(.ends(let seconds)): ending.promised(inMilliseconds: Int64(seconds) * 1_000, at: now)
    case .answer(.refused): return ([], .refused(isOpen))
    case .answer, .nothing, .end: break
    }
    var words: [Phrase] = []
    switch ending.step(at: now) {
    case .wait: break
    case .terminate:
      words = [TakeOverWords.terminated]
      visit.end(by: .terminate)
    case .kill:
      words = [TakeOverWords.killed]
      visit.end(by: .kill)
    case .giveUp: return ([], .refused(.notLetGo(till)))
    }
    stage = .waiting(visit, ending)
    return (words, .listen(milliseconds: Self.waitingMilliseconds))
  }
}
