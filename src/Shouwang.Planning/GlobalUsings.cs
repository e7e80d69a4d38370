// The ground floor is everybody's; rooms name each other explicitly.
global using Shouwang.Foundation;
