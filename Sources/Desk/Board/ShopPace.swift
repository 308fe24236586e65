import Payments

extension DeskState {
  /// How long this shop's customers take today.
  package func pace(at now: Moment) -> ShopPace? { ShopPace(of: board.known, on: EastAfricaTime(now).businessDay) }
}
