import Desk
import DeskLines
import Keys
import Payments
import Terminal

/// A desk in lines: for whoever has the screen read out, for serial lines, for pipes and logs.
///
/// What was typed before a question was said answers nothing: lines that came are looked at before it is written, and
/// half a line that began before is taken out of the terminal, unless it is the next customer's number.
package final class LineFace {
  private let terminal: LineTerminal
  private var conversation: LineConversation
  /// What was handed out as a key and is not told of yet.
  private var handedOut: LineTerminal.Arrival?
  /// What a line from a pipe asked of the ledger was not answered yet; who types by hand need not wait.
  private var isOwedAnAnswer = false
  /// The last thing that happened was a line, so that the cursor stands at the beginning of the next one.
  private var followsLine = true
  private var hidesTyping = false
  /// Nothing more will be typed.
  private var hasEnded = false

  package private(set) var isOver: DeskEnd?

  /// Takes standard input and output, or what a test has in their place.
  package init(_ terminal: LineTerminal = LineTerminal()) {
    self.terminal = terminal
    conversation = LineConversation(hidesPhones: !terminal.isShown)
  }

  /// Before something is asked: what came until now was typed by somebody who had not heard it.
  private func lookAtWhatWasTyped() {
    let now = BootClock.nowMilliseconds
    terminal.read(nowMilliseconds: now)
    let half = terminal.takeHalfLine(nowMilliseconds: now)
    if half.isEmpty { return }
    followsLine = false
    // A number answers nothing: it is the next customer's, whatever is asked now.
    if let first = half.first, first.isNumber || first == "+" {
      terminal.putBack(half)
    } else {
      conversation.say(LineNotices.notTaken)
    }
  }

  private func broken(_ lines: [String]) -> [String] {
    // The last column stays free: some terminals go on to the next line by themselves.
    guard let columns = terminal.columns else { return lines }
    return lines.flatMap { LineText.broken($0, columns: columns - 1) }
  }

  private func hide(_ hides: Bool) {
    if hides == hidesTyping { return }
    hidesTyping = hides
    let isHidden = terminal.hide(hides)
    if hides { conversation.say(isHidden ? LineNotices.isHidden : LineNotices.isNotHidden) }
  }
}

extension LineFace: Face {
  package var room: Room { .board }
  package var remark: String? { nil }
  /// The kernel edits the line, and makes a signal of the key.
  package var interruptIsTyped: Bool { terminal.isTyped }

  package func draw(_ state: DeskState, at now: Moment) {
    isOwedAnAnswer = state.awaitsLedger && !terminal.isTyped
    if conversation.isAboutToAsk(state) { lookAtWhatWasTyped() }
    hide(state.pages.top?.hidesTyping ?? false)
    let lines = conversation.lines(of: state, at: now)
    if !lines.isEmpty {
      // Half a line may stand there, and is not to be read together with what happened.
      let beginning = terminal.isTyped && terminal.isShown && !followsLine ? "\n" : ""
      terminal.write(beginning + broken(lines).map { $0 + "\n" }.joined())
      conversation.wereWritten(atMilliseconds: BootClock.nowMilliseconds)
    }
    followsLine = false
    if terminal.isLost {
      isOver = .terminalLost
    } else if hasEnded, !state.awaitsSomebody(at: now) {
      isOver = .quit
    }
  }

  package func ring() { if terminal.isShown { terminal.write("\u{7}") } }
  package func flash() {}
  package func takeSize() {}

  package func suspend() {
    terminal.suspend()
    resume()
  }

  package func resume() { terminal.hide(hidesTyping) }
  package func close() { terminal.close() }

  package func events(
    of key: KeyPress, at state: DeskState, freshID: () -> PaymentID, _ now: Moment
  ) -> [DeskEvent] {
    guard case .paste = key, let arrival = handedOut else {
      return conversation.leaving(state, freshID: freshID, at: now)
    }
    followsLine = true
    handedOut = nil
    if arrival.isTooLong {
      conversation.say(LineNotices.isTooLong)
      return []
    }
    if let text = arrival.text {
      return conversation.events(
        of: TypedLine(text, arrivedAtMilliseconds: arrival.atMilliseconds), in: state, freshID: freshID, at: now)
    }
    if terminal.isTyped { return conversation.leaving(state, freshID: freshID, at: now) }
    hasEnded = true
    if state.awaitsSomebody(at: now) { conversation.say(LineNotices.staysUntilAnswered) }
    return conversation.leavingOpen(state, at: now)
  }
}

/// Each line is handed out as one key, and the next only when all was said that it brought about: what a pipe sends in
/// one piece is answered in its order.
extension LineFace: KeySource {
  package var keyDescriptor: Int32 { terminal.descriptor }
  package var outlivesHangUp: Bool { !terminal.isTyped }
  /// Lines that were read before are there already.
  package var keyDeadlineMilliseconds: Int64? { terminal.hasArrivals && isReadyForLine ? 0 : nil }

  private var isReadyForLine: Bool { handedOut == nil && !isOwedAnAnswer }

  package func keys(nowMilliseconds: Int64) -> [KeyPress] {
    terminal.read(nowMilliseconds: nowMilliseconds)
    return keysAtRest(nowMilliseconds: nowMilliseconds)
  }

  package func keysAtRest(nowMilliseconds: Int64) -> [KeyPress] {
    guard isReadyForLine, let arrival = terminal.takeNext() else { return [] }
    handedOut = arrival
    return [.paste(arrival.text ?? "")]
  }
}
