import Desk
import Payments

/// What was told of the page on top: each sentence once as long as the page is there.
struct PageTelling: Sendable {
  private var ground: LineGround?
  private var subject: PaymentID?
  private var heard: [Phrase] = []
  private var prompted: [Phrase] = []

  /// What is wanted is said again.
  mutating func forgetPrompt() { prompted = [] }

  /// What was told may be told again.
  mutating func forget() {
    heard = []
    prompted = []
  }

  mutating func changes(of state: DeskState, by speeches: PageSpeeches, at now: Moment) -> [Phrase] {
    let ground = LineGround(state)
    let speech = speeches.speech(of: state, at: now)
    if self.ground?.isSamePage(as: ground) != true || subject != speech?.subject { heard = [] }
    if self.ground != ground { prompted = [] }
    self.ground = ground
    subject = speech?.subject
    let content = (speech?.content ?? []).filter { !heard.contains($0.name) }
    heard += content.map(\.name)
    let prompt = speech?.prompt ?? []
    let asked = prompt.filter { !prompted.contains($0) }
    prompted = prompt
    return content.map(\.said) + asked
  }
}
