import CommandText
import Files
import Glibc
import Payments
import Settings
import Terminal
import Tills

/// Takes a desk's till before there is a screen; where it is open elsewhere, with a key.
enum TillAtStart {
  /// Signals are held back already.
  ///
  /// - Parameters:
  ///   - isOwn: it was given to this account, which chooses no other.
  ///   - inLines: the question is answered with a line, and not with a key.
  /// - Throws: what ends the command when the till is somebody else's, or when nobody wants it taken over.
  static func take(
    _ till: Till, isOwn: Bool, inLines: Bool, in settings: ShopSettings, language: Language
  ) throws -> TillLock {
    let tills: HomeTills
    do throws(FileError) { tills = try settings.tills() } catch {
      throw refusal(.cannotLock(till, reason: error.words), till, settings)
    }
    var taking = TillTaking(till, isOwn: isOwn, at: tills, by: geteuid(), language: language)
    var prompt: KeyAtPrompt?
    defer { prompt?.end() }
    var heard = PromptHeard.nothing
    while true {
      let (words, next) = taking.turn(heard, at: BootClock.nowMilliseconds)
      // Nobody can answer there: what comes through a pipe was written before the question.
      if case .listen = next, isatty(STDIN_FILENO) != 1 {
        throw refusal(.isOpen(till, holder: nil, isOwn: isOwn), till, settings)
      }
      // Before its question is shown, so that what was typed ahead answers nothing.
      if case .listen = next, prompt == nil { prompt = KeyAtPrompt(inLines: inLines) }
      for phrase in words { Output.error(phrase[language]) }
      switch next {
      case .taken(let lock): return lock
      case .refused(let why): throw refusal(why, till, settings)
      case .stopped(let signal): throw CommandFailure(lines: [], code: 128 + signal, name: "stopped")
      // Whoever only looks at a lock has it for an instant, and tells nobody.
      case .pause(let milliseconds): poll(nil, 0, milliseconds)
      case .listen(let milliseconds):
        heard = prompt?.heard(waitMilliseconds: milliseconds) ?? .nothing
      }
    }
  }

  private static func refusal(_ why: TillRefusal, _ till: Till, _ settings: ShopSettings) -> CommandFailure {
    let isBroken = if case .cannotLock = why { true } else { false }
    return fail(why.sentence(file: settings.home.tillLockFile(till)), isBroken ? Exit.notWritable : Exit.blocked)
  }
}

extension KeyAtPrompt {
  fileprivate func heard(waitMilliseconds: Int32) -> PromptHeard {
    switch hear(waitMilliseconds: waitMilliseconds) {
    case .typed(let bytes): .typed(bytes)
    case .line(let line): .line(line)
    case .signal(let number): .signal(number)
    case .nothing: .nothing
    }
  }
}

extension ShopSettings {
  /// The home's tills, for this process.
  func tills() throws(FileError) -> HomeTills {
    try HomeTills(
      home.locksDirectory, mode: rights.sharedFile, holder: "\(Person.loginName), process \(getpid())")
  }
}
