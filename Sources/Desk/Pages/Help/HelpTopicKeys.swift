import Payments
import Wording

extension HelpKeys {
  /// As this desk has them.
  package static var ofTheDesk: HelpKeys {
    HelpKeys(
      send: DeskCommand.advance.formKey, toBoard: DeskCommand.goToBoard.formKey,
      upAndDown: Phrase(Language.english.upAndDown, sw: Language.swahili.upAndDown), find: DeskCommand.search.boardKey,
      code: DeskCommand.codeCheck.formKey, check: DeskCommand.checkNow.boardKey,
      askAgain: DeskCommand.askAgain.boardKey, wrongNumber: DeskCommand.wrongNumber.boardKey,
      otherWay: DeskCommand.paysAnotherWay.boardKey,
      mute: Phrase(
        DeskCommand.mute.boardKey, sw: DeskCommand.mute.boardKeys(in: .swahili).first?.name ?? ""),
      resolve: DeskCommand.resolve.boardKey, help: DeskCommand.help.boardKey)
  }
}
