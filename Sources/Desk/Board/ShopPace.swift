import Payments

extension DeskState {
  /// How long this shop's customers take today.
  package var pace: ShopPace? { ShopPace(of: board.known, on: EastAfricaTime(now).businessDay) }
}
