// Solves a DIMACS minimum-cost flow file with LEMON's network simplex and cost scaling, and prints seconds and cost.
// Build: g++ -O2 -march=native -o lemon lemon.cpp
#include <lemon/cost_scaling.h>
#include <lemon/network_simplex.h>
#include <lemon/smart_graph.h>

#include <chrono>
#include <cstdio>
#include <cstring>
#include <ctime>
#include <vector>

using lemon::SmartDigraph;

struct Arc { int from, to; long long low, cap, cost; };

static double Now() {
  return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch()).count();
}

int main(int argc, char** argv) {
  const double begin = Now();
  FILE* file = std::fopen(argv[1], "r");
  const bool scaling = argc > 2 && std::strcmp(argv[2], "scaling") == 0;
  std::vector<long long> supply;
  std::vector<Arc> list;
  char line[256];
  while (std::fgets(line, sizeof line, file)) {
    int a, b;
    long long low, cap, cost;
    if (std::sscanf(line, "p min %d %d", &a, &b) == 2) supply.assign(a + 1, 0), list.reserve(b);
    else if (std::sscanf(line, "n %d %lld", &a, &cost) == 2) supply[a] = cost;
    else if (std::sscanf(line, "a %d %d %lld %lld %lld", &a, &b, &low, &cap, &cost) == 5) list.push_back({a, b, low, cap, cost});
  }
  std::fclose(file);
  const double read = Now();
  SmartDigraph graph;
  graph.reserveNode(supply.size());
  graph.reserveArc(list.size());
  for (size_t i = 0; i < supply.size(); i++) graph.addNode();
  SmartDigraph::ArcMap<long long> low(graph), cap(graph), cost(graph);
  SmartDigraph::NodeMap<long long> supplies(graph);
  for (size_t i = 0; i < supply.size(); i++) supplies[graph.nodeFromId(i)] = supply[i];
  for (const Arc& arc : list) {
    auto a = graph.addArc(graph.nodeFromId(arc.from), graph.nodeFromId(arc.to));
    low[a] = arc.low, cap[a] = arc.cap, cost[a] = arc.cost;
  }
  const double solve = Now();
  const std::clock_t cpu = std::clock();
  long long total = 0;
  if (scaling) {
    lemon::CostScaling<SmartDigraph, long long, long long> solver(graph);
    solver.lowerMap(low).upperMap(cap).costMap(cost).supplyMap(supplies).run();
    total = solver.totalCost();
  } else {
    lemon::NetworkSimplex<SmartDigraph, long long, long long> solver(graph);
    solver.lowerMap(low).upperMap(cap).costMap(cost).supplyMap(supplies).run();
    total = solver.totalCost();
  }
  std::printf("read %.3f solve %.3f cost %lld cpu %.3f\n", read - begin, Now() - solve, total, double(std::clock() - cpu) / CLOCKS_PER_SEC);
}
